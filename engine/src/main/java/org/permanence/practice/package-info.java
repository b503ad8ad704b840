/// Station 2: the office that was dialled: its greeting, its hours, its emergency lines.
@NullMarked
package org.permanence.practice;

import org.jspecify.annotations.NullMarked;
