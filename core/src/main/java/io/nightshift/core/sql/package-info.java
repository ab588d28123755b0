/** Copies tables from one database to another over JDBC, and compares them; knows nothing of runs, hosts or playbooks. */
@NullMarked
package io.nightshift.core.sql;

import org.jspecify.annotations.NullMarked;
