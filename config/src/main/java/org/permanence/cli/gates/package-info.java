/// The commands about what must be in order before an assistant is offered a call.
@NullMarked
package org.permanence.cli.gates;

import org.jspecify.annotations.NullMarked;
