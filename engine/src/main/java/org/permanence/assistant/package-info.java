/// The tele-secretaries: their states, and the practices they may serve.
@NullMarked
package org.permanence.assistant;

import org.jspecify.annotations.NullMarked;
