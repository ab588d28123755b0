package io.nightshift.core.journal;

/**
 * Names one step of one host in one run.
 *
 * @param sequence counts the steps of a host in the order they were intended, from 1
 * @param path play, task path, include chain, loop item, attempt and change number, such as {@code p1.t4.r0.i2.a1.c1}
 */
public record StepId(String run, String host, int sequence, String path) {}
