package org.permanence.attachment;

import java.util.List;

/// The engines' attachments, in the database that they share. All methods throw
/// [org.permanence.queue.StoreUnavailableException] if the database is unavailable.
public interface AttachmentStore {

    /// One engine on one switch.
    ///
    /// @param switchId identifies a switch from its start to its end
    /// @param engine the engine's number in the settings
    /// @param beats another number each time the engine shows that it lives
    /// @param claimed whether the engine works on the database; false while it looks for others
    record Attachment(String switchId, int engine, long beats, boolean claimed) {}

    /// Adds or replaces the attachment of this engine on this switch.
    void save(Attachment attachment);

    void remove(String switchId, int engine);

    List<Attachment> onOtherSwitches(String switchId);

    void removeOtherSwitches(String switchId);
}
