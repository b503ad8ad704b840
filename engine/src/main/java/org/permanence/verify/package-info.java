/// Beside the way: whether a log of looks is whole, told without the engine that wrote it. The JDK and nothing else, so
/// that a practice can run it, and read it, by itself.
@NullMarked
package org.permanence.verify;

import org.jspecify.annotations.NullMarked;
