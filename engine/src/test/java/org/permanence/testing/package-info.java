/// The words in which tests of every module speak: scripted callers, a clock that tests move, a house of made-up
/// people.
@NullMarked
package org.permanence.testing;

import org.jspecify.annotations.NullMarked;
