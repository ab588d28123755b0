package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Unreadable;

/** A value that only a real run can know, such as the output of a command that check mode did not run. It may be passed on, not read. */
public final class KnownAfterApply implements Unreadable {
    public static final KnownAfterApply VALUE = new KnownAfterApply();

    private KnownAfterApply() {}

    @Override
    public RuntimeException whenRead() {
        return new KnownAfterApplyException();
    }

    @Override
    public String toString() {
        return "(known after apply)";
    }
}
