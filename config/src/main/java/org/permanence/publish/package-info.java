/// Publishing of practices' files: the checks, the history, and the current practices.
@NullMarked
package org.permanence.publish;

import org.jspecify.annotations.NullMarked;
