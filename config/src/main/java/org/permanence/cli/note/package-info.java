/// The command `note`.
@NullMarked
package org.permanence.cli.note;

import org.jspecify.annotations.NullMarked;
