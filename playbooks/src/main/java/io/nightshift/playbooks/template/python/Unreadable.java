package io.nightshift.playbooks.template.python;

/** A value that may be passed on but not read: an undefined variable, or one that is known only after an apply. */
public interface Unreadable {
    /** What is thrown when somebody needs the value's content. */
    RuntimeException whenRead();

    /** True for the value of a condition without `else`, which may be printed (as nothing) and asked whether it is true. */
    default boolean isEmpty() {
        return false;
    }
}
