/** The real engine against pretended hosts with random faults, where a seed decides everything and repeats it bit for bit. */
package io.nightshift.core.simulator;
