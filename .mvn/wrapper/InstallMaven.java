import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Downloads Maven, checks it, unpacks it. Java does all three because a fresh machine has a JDK and perhaps neither
 * curl nor wget nor unzip. Arguments: address of the zip, its SHA-256, the folder to make.
 */
class InstallMaven {
    /** Exit status 1: could not be downloaded. 2: is not what it should be. */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[2]);
        Files.createDirectories(home.getParent());
        Path work = Files.createTempDirectory(home.getParent(), "installing");
        int status = 0;
        try {
            Path zip = download(URI.create(args[0]), work.resolve("maven.zip"));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
            if (HexFormat.of().formatHex(digest).equals(args[1])) {
                unpack(zip, work.resolve("home"));
                if (!Files.exists(home)) { // Another build may have been faster.
                    Files.move(work.resolve("home"), home, StandardCopyOption.ATOMIC_MOVE);
                }
            } else {
                System.err.println("mvnw: refused: the SHA-256 of " + args[0] + " is not the one in maven-wrapper.properties.");
                status = 2;
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            System.err.println("mvnw: Maven could not be downloaded: " + why);
            status = 1;
        } finally {
            delete(work);
        }
        System.exit(status);
    }

    private static Path download(URI address, Path file) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10)).build();
        HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(file));
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered " + response.statusCode());
        }
        return file;
    }

    /** Leaves out the zip's one top folder; makes the commands executable, which a zip read by Java does not say. */
    private static void unpack(Path zip, Path home) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = home.resolve(name).normalize();
                if (!file.startsWith(home)) {
                    throw new IOException("the archive reaches out of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = archive.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                if (name.startsWith("bin/")) {
                    file.toFile().setExecutable(true, false);
                }
            }
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (var children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    delete(child);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
