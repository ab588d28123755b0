package io.nightshift.playbooks.template.python;

/** A value that may be passed on but not read: an undefined variable, or one that is known only after an apply. */
public interface Unreadable {
    /** What is thrown when somebody needs the value's content. */
    RuntimeException whenRead();
}
