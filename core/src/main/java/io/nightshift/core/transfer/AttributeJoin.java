package io.nightshift.core.transfer;

import io.nightshift.core.platform.TreeEntry;
import io.nightshift.playbooks.module.TreeOrder;

/** Compares whose something is and who may do what with it. */
final class AttributeJoin {
    private final TreeOrder order;
    private final boolean owners;
    private final Difference difference;

    AttributeJoin(TreeOrder order, boolean owners, Difference difference) {
        this.order = order;
        this.owners = owners;
        this.difference = difference;
    }

    void compare(TreeEntry entry, TreeEntry there) {
        compareOwners(entry, there);
        if (entry.mode() != there.mode()) {
            difference.mode(entry.path(), entry.mode(), there.mode());
            difference.show(". " + (entry.path().isEmpty() ? order.destination() : entry.path()));
        }
    }

    void compareOwners(TreeEntry entry, TreeEntry there) {
        if (!owners
                || alike(entry.owner(), entry.uid(), there.owner(), there.uid())
                        && alike(entry.group(), entry.gid(), there.group(), there.gid())) {
            return;
        }
        String numbers = entry.uid() + ":" + entry.gid();
        String wanted = order.keepsNumbers() ? numbers : entry.owner() + ":" + entry.group() + "|" + numbers;
        difference.owner(entry.path(), wanted, there.uid() + ":" + there.gid());
        difference.show(". " + (entry.path().isEmpty() ? order.destination() : entry.path()));
    }

    /** A host that does not know a name keeps the number. */
    private boolean alike(String name, long number, String nameThere, long numberThere) {
        boolean unknownThere = nameThere.equals(Long.toString(numberThere));
        return number == numberThere && (order.keepsNumbers() || unknownThere)
                || !order.keepsNumbers() && name.equals(nameThere);
    }
}
