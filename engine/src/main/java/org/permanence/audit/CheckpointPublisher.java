package org.permanence.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.permanence.audit.Sequencer.TreeHead;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs the head of the log and hands the checkpoint to the sequencer: on request from any thread, and on its own
/// thread each time the sequencer reports that one is due.
final class CheckpointPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointPublisher.class);

    private final Sequencer sequencer;
    private final CheckpointSigner signer;
    private final String origin;
    private final BlockingQueue<Boolean> due;
    private final Thread thread;
    private long signedSize;
    private long nextNumber;
    private volatile boolean closing;

    /// @param due    gets an element when the sequencer wants a checkpoint
    /// @param latest the newest checkpoint that any replica has
    CheckpointPublisher(
            Sequencer sequencer,
            CheckpointSigner signer,
            String origin,
            BlockingQueue<Boolean> due,
            Optional<NumberedCheckpoint> latest) {
        this.sequencer = sequencer;
        this.signer = signer;
        this.origin = origin;
        this.due = due;
        this.signedSize = latest.map(NumberedCheckpoint::size).orElse(0L);
        this.nextNumber = latest.map(checkpoint -> checkpoint.number() + 1).orElse(0L);
        this.thread = Thread.ofPlatform().name("audit-checkpoints").daemon().unstarted(this::publishWhenDue);
    }

    void start() {
        thread.start();
    }

    /// Signs the log if it has grown since the last checkpoint.
    synchronized void publish() {
        TreeHead head = sequencer.head();
        if (head.size() == signedSize) {
            return;
        }
        String text = new Checkpoint(origin, head.size(), head.root(), nextNumber, head.time(), head.last()).text();
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        sequencer.publish(
                new NumberedCheckpoint(nextNumber, head.size(), SignedNote.of(text, signer.key(), signature)));
        signedSize = head.size();
        nextNumber++;
    }

    private void publishWhenDue() {
        try {
            while (!closing) {
                due.take();
                try {
                    publish();
                } catch (RuntimeException fault) { // The thread must survive: the next thousand entries try again.
                    LOG.atError().setCause(fault).log("audit.checkpoint-failed");
                }
            }
        } catch (InterruptedException _) {
            LOG.atDebug().log("audit.checkpoint-thread-ended");
        }
    }

    /// Ends the thread. [#publish()] still works.
    void stop() {
        closing = true;
        thread.interrupt();
    }
}
