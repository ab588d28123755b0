package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.transport.HostStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a script on its stdin which paths are meant, while another thread reads what it makes of them. */
final class Names {
    private static final int AT_ONCE = 500;

    private Names() {}

    /** What the script is to call an entry; null for one that it has nothing to do with. */
    interface Naming {
        @Nullable
        String of(TreeEntry entry);
    }

    /** Begins at once, and ends with the script at the latest. */
    static void tell(HostStream stream, TreeScripts scripts, EntryFile entries, Naming naming) {
        Thread teller = new Thread(
                () -> {
                    try (OutputStream out = stream.input();
                            EntryFile.Reader reader = entries.read()) {
                        List<String> some = new ArrayList<>();
                        for (TreeEntry entry = reader.take(); entry != null; entry = reader.take()) {
                            String name = naming.of(entry);
                            if (name != null) {
                                some.add(name);
                            }
                            if (some.size() >= AT_ONCE) {
                                out.write(scripts.names(some));
                                some.clear();
                            }
                        }
                        out.write(scripts.names(some));
                    } catch (IOException e) {
                        // The script has ended; its status, which somebody waits for, says how.
                    }
                },
                "nightshift-names");
        teller.setDaemon(true);
        teller.start();
    }
}
