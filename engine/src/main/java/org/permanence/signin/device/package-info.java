/// Where people may sign in: the source ranges of roles.
@NullMarked
package org.permanence.signin.device;

import org.jspecify.annotations.NullMarked;
