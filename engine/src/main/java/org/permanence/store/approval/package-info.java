/// The requests for a second person, in the database.
@NullMarked
package org.permanence.store.approval;

import org.jspecify.annotations.NullMarked;
