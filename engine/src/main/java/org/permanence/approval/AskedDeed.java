package org.permanence.approval;

import java.util.Map;
import org.permanence.access.Deed;
import org.permanence.access.Purpose;
import org.permanence.access.Subject;

/// What a person asks for. Never prints its values.
///
/// @param values everything that decides what the deed does, by name
public record AskedDeed(Deed deed, Subject subject, Purpose purpose, Map<String, String> values) {

    /// A deed that only its object decides.
    public static AskedDeed of(Deed deed, Subject subject, Purpose purpose, String object) {
        return new AskedDeed(deed, subject, purpose, Map.of("object", object));
    }

    public AskedDeed {
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return "[asked]";
    }
}
