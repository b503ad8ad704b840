/// What the limits of sign-in have counted, as it is stored.
@NullMarked
package org.permanence.signin.throttle;

import org.jspecify.annotations.NullMarked;
