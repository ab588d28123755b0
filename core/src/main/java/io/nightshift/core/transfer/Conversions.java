package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.playbooks.migration.Conversion;
import io.nightshift.playbooks.migration.ConversionArguments;
import io.nightshift.playbooks.module.TreeOrder;
import io.nightshift.playbooks.module.TreeOrder.TreeConversion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files become something else on the way, and what. Such files are known from their copies by their times only. */
final class Conversions {
    private record One(PathPatterns files, Conversion conversion) {}

    private final List<One> all = new ArrayList<>();
    private final String nameOfRoot;

    Conversions(TreeOrder order) {
        nameOfRoot = order.source().substring(order.source().lastIndexOf('/') + 1);
        for (TreeConversion each : order.conversions()) {
            all.add(new One(new PathPatterns(each.include(), List.of()), ConversionArguments.conversion(each.how())));
        }
    }

    boolean isMeant(TreeEntry entry) {
        return of(entry) != null;
    }

    /** What a file becomes; null where it stays as it is. */
    @Nullable
    Conversion of(TreeEntry entry) {
        if (all.isEmpty() || !entry.isFile()) {
            return null;
        }
        TreeEntry named = entry.path().isEmpty() ? entry.called(nameOfRoot) : entry;
        return all.stream()
                .filter(one -> one.files().includes(named))
                .map(One::conversion)
                .findFirst()
                .orElse(null);
    }
}
