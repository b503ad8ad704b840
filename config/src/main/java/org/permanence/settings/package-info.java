/// The installation's settings and the practices' files: their reader and checker.
@NullMarked
package org.permanence.settings;

import org.jspecify.annotations.NullMarked;
