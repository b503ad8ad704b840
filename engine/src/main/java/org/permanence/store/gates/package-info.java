/// Texts, signatures, readings, trainings, contracts and conflicts, in the database.
@NullMarked
package org.permanence.store.gates;

import org.jspecify.annotations.NullMarked;
