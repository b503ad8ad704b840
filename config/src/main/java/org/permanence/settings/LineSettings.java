package org.permanence.settings;

import org.permanence.privacy.PhoneNumber;
import org.permanence.yaml.Name;

/// A line practices may ring for an emergency, or when nobody is free.
public sealed interface LineSettings {

    /// A telephone of the house.
    record OnPhone(Name phone) implements LineSettings {}

    /// A number, rung through a trunk.
    record OnTrunk(PhoneNumber number, Name trunk) implements LineSettings {}
}
