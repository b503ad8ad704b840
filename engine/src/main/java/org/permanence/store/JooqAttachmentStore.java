package org.permanence.store;

import static org.permanence.store.schema.Tables.SWITCH_ATTACHMENT;

import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.permanence.attachment.AttachmentStore;

/// Stores the engines' attachments in `switch_attachment`.
public final class JooqAttachmentStore implements AttachmentStore {

    private final Transactions transactions;

    public JooqAttachmentStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(Attachment attachment) {
        Map<Field<?>, Object> columns = Map.of(
                SWITCH_ATTACHMENT.SWITCH, attachment.switchId(),
                SWITCH_ATTACHMENT.ENGINE, attachment.engine(),
                SWITCH_ATTACHMENT.BEATS, attachment.beats(),
                SWITCH_ATTACHMENT.CLAIMED, attachment.claimed());
        int _ = transactions.run("attachment: save", sql -> Transactions.upsert(sql, SWITCH_ATTACHMENT, columns));
    }

    @Override
    public void remove(String switchId, int engine) {
        int _ = transactions.run(
                "attachment: remove",
                sql -> sql.deleteFrom(SWITCH_ATTACHMENT)
                        .where(SWITCH_ATTACHMENT.SWITCH.eq(switchId))
                        .and(SWITCH_ATTACHMENT.ENGINE.eq(engine))
                        .execute());
    }

    @Override
    public List<Attachment> onOtherSwitches(String switchId) {
        return transactions.read(
                "attachment: read the others",
                sql -> sql.selectFrom(SWITCH_ATTACHMENT)
                        .where(SWITCH_ATTACHMENT.SWITCH.ne(switchId))
                        .fetch(row -> new Attachment(
                                row.get(SWITCH_ATTACHMENT.SWITCH),
                                row.get(SWITCH_ATTACHMENT.ENGINE),
                                row.get(SWITCH_ATTACHMENT.BEATS),
                                row.get(SWITCH_ATTACHMENT.CLAIMED))));
    }

    @Override
    public void removeOtherSwitches(String switchId) {
        int _ = transactions.run(
                "attachment: remove the others",
                sql -> sql.deleteFrom(SWITCH_ATTACHMENT)
                        .where(SWITCH_ATTACHMENT.SWITCH.ne(switchId))
                        .execute());
    }
}
