/// The section `console` of the settings.
@NullMarked
package org.permanence.settings.console;

import org.jspecify.annotations.NullMarked;
