/// Break-glass access, in the database.
@NullMarked
package org.permanence.store.breakglass;

import org.jspecify.annotations.NullMarked;
