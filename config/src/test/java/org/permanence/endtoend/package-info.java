/// End-to-end tests on a real Asterisk: what callers hear, also when a part of the system fails.
@NullMarked
package org.permanence.endtoend;

import org.jspecify.annotations.NullMarked;
