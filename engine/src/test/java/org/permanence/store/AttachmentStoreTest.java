package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.attachment.AttachmentStore.Attachment;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AttachmentStoreTest {

    private final TestDatabase kind;
    private Database database;
    private JooqAttachmentStore store;

    AttachmentStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqAttachmentStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void attachmentIsReplacedAndSeenFromOtherSwitchesOnly() {
        store.save(new Attachment("a", 1, 1, false));
        store.save(new Attachment("a", 1, 2, true));

        assertEquals(List.of(new Attachment("a", 1, 2, true)), store.onOtherSwitches("b"));
        assertEquals(List.of(), store.onOtherSwitches("a"));
    }

    @Test
    void attachmentsAreRemovedByEngineOrByTheOtherSwitch() {
        store.save(new Attachment("a", 1, 1, true));
        store.save(new Attachment("a", 2, 1, true));
        store.save(new Attachment("b", 1, 1, true));

        store.remove("a", 1);
        assertEquals(List.of(new Attachment("a", 2, 1, true)), store.onOtherSwitches("b"));

        store.removeOtherSwitches("a");
        assertEquals(List.of(), store.onOtherSwitches("a"));
    }
}
