/// Builds break-glass access.
@NullMarked
package org.permanence.boot.breakglass;

import org.jspecify.annotations.NullMarked;
