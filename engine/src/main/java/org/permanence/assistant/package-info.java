/// Who answers: the tele-secretaries, what state each is in, and which practices each may serve.
@NullMarked
package org.permanence.assistant;

import org.jspecify.annotations.NullMarked;
