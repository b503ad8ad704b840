/// Which switch the engines of one database are attached to.
@NullMarked
package org.permanence.attachment;

import org.jspecify.annotations.NullMarked;
