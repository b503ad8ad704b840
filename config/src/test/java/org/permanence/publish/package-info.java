@NullMarked
package org.permanence.publish;

import org.jspecify.annotations.NullMarked;
