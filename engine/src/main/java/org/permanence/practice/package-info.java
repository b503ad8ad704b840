/// The practice that was dialled: its opening hours, languages, prompts and rules.
@NullMarked
package org.permanence.practice;

import org.jspecify.annotations.NullMarked;
