/// Stores accounts and the staffing of assistants.
@NullMarked
package org.permanence.store.people;

import org.jspecify.annotations.NullMarked;
