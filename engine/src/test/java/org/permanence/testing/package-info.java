/// Test vocabulary of all modules: scripted callers, a clock that tests move, fictitious practices.
@NullMarked
package org.permanence.testing;

import org.jspecify.annotations.NullMarked;
