package io.nightshift.core.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that starts a {@link TargetMachine}. It runs where {@code NIGHTSHIFT_MACHINE=1} asks for it and qemu, Debian's
 * kernel and the image of the targets can be had; else it is skipped, and one line says why.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MachineAvailable.class)
public @interface NeedsMachine {}
