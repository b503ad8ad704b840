/// From where people sign in: the address ranges of roles, and the enrolled devices.
@NullMarked
package org.permanence.signin.device;

import org.jspecify.annotations.NullMarked;
