/// The pages of the console in a real browser, at a running engine.
@NullMarked
package org.permanence.browser;

import org.jspecify.annotations.NullMarked;
