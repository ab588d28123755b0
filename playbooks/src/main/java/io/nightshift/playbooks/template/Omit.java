package io.nightshift.playbooks.template;

/** The value of the variable {@code omit}: whoever reads an argument with this value treats it as not given. */
public enum Omit {
    VALUE;

    @Override
    public String toString() {
        return "__omit_place_holder__";
    }
}
