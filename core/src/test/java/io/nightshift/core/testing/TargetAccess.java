package io.nightshift.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** The key and password of one fleet, made when it starts and deleted with it. */
record TargetAccess(Path privateKey, String publicKey, String password) {

    /** Has the given target make a key pair (this machine may have no ssh-keygen) and keeps it in the folder. */
    static TargetAccess make(TargetMaker maker, Path folder) {
        String key = maker.run("ssh-keygen -q -t ed25519 -N '' -C nightshift-test -f /root/made && cat /root/made");
        String publicKey = maker.run("cat /root/made.pub && rm /root/made /root/made.pub");
        String password = UUID.randomUUID().toString();
        return new TargetAccess(secret(folder.resolve("id_ed25519"), key + "\n"), publicKey, password);
    }

    /** Runs a line of sh on some target and returns its output. */
    interface TargetMaker {
        String run(String script);
    }

    static Path secret(Path file, String content) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the four accounts; deletes itself first, so that no password stays behind. */
    String script() {
        return """
                #!/bin/sh
                set -eu
                rm -f /root/let-in
                for user in root tech deploy plain; do
                    home=$(getent passwd $user | cut -d: -f6)
                    install -d -m 700 -o $user -g $user $home/.ssh
                    echo '%s' >$home/.ssh/authorized_keys
                    chmod 600 $home/.ssh/authorized_keys
                    chown $user:$user $home/.ssh/authorized_keys
                done
                printf '%%s\\n' 'tech:%s' 'plain:%s' | chpasswd
                """.formatted(publicKey, password, password);
    }
}
