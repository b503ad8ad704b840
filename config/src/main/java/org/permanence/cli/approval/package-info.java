/// Commands of dual control.
@NullMarked
package org.permanence.cli.approval;

import org.jspecify.annotations.NullMarked;
