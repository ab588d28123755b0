/** JMESPath queries over plain values, for the filter {@code json_query} (grammar and functions: jmespath.org specification). */
@NullMarked
package io.nightshift.playbooks.template.jmespath;

import org.jspecify.annotations.NullMarked;
