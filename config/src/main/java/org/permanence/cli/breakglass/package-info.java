/// The command `break-glass`.
@NullMarked
package org.permanence.cli.breakglass;

import org.jspecify.annotations.NullMarked;
