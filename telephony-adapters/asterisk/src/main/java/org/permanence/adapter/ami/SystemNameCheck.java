package org.permanence.adapter.ami;

import java.util.Optional;

/// Proves that Asterisk wrote an event. A caller whose number has CR LF can write whole events into the stream,
/// before the dialplan has seen the call (`From: <sip:%0D%0A%0D%0AEvent%3A%20Hangup…@…>`, seen on 22.10.1).
/// Asterisk puts its `systemname` into every event and at the start of every uniqueid. If that name is long and
/// random, a caller cannot know it. So an event without it is rejected, and so is one about a uniqueid that does
/// not start with it.
final class SystemNameCheck {

    private final Optional<String> systemName;
    private final String prefix;

    SystemNameCheck(Optional<String> systemName) {
        this.systemName = systemName;
        this.prefix = systemName.map(name -> name + "-").orElse("");
    }

    boolean matches(String systemName) {
        return this.systemName.isEmpty() || this.systemName.get().equals(systemName);
    }

    /// Whether the uniqueid is one of Asterisk's own, or of a leg named by [AmiClientSettings#legId].
    boolean matchesId(String uniqueid) {
        return uniqueid.startsWith(prefix);
    }
}
