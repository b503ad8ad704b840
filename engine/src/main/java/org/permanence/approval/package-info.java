/// Dual control: what one person asks for, and a second person approves.
@NullMarked
package org.permanence.approval;

import org.jspecify.annotations.NullMarked;
