/// What the issue promises of a whole house, seen on a real Asterisk: what its callers hear, whatever goes wrong.
@NullMarked
package org.permanence.endtoend;

import org.jspecify.annotations.NullMarked;
