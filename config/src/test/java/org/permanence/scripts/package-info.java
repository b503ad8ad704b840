/// The scripts of the checkout, and what they ship.
@NullMarked
package org.permanence.scripts;

import org.jspecify.annotations.NullMarked;
