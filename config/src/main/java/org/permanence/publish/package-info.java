/// Publishing of practices' files: the checks, the history, and the practices that calls meet.
@NullMarked
package org.permanence.publish;

import org.jspecify.annotations.NullMarked;
