/** Brings an application's schema to its newest version with Flyway, and back with the application's own undo scripts. */
@NullMarked
package io.nightshift.core.schema;

import org.jspecify.annotations.NullMarked;
