package org.permanence.log;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NonBlockingAppenderTest {

    @Test
    @Timeout(20)
    void stuckDiskBlocksNoThreadAndEveryDropIsCounted() throws InterruptedException {
        var stuck = new StuckDisk();
        var appender = appenderTo(stuck);
        long before = NonBlockingAppender.dropped();

        appender.doAppend(event(Level.WARN));
        assertTrue(stuck.reached.await(10, SECONDS));
        for (int i = 0; i < 100; i++) {
            appender.doAppend(event(Level.WARN));
            appender.doAppend(event(Level.INFO));
        }
        stuck.free.countDown();
        appender.stop();

        assertEquals(201, stuck.written.get() + NonBlockingAppender.dropped() - before);
        assertTrue(stuck.written.get() >= 10, "the events in the queue are written");
    }

    private static NonBlockingAppender appenderTo(StuckDisk disk) {
        var context = new LoggerContext();
        disk.setContext(context);
        disk.start();
        var appender = new NonBlockingAppender();
        appender.setContext(context);
        appender.setQueueSize(10);
        appender.setMaxFlushTime(10_000);
        appender.addAppender(disk);
        appender.start();
        return appender;
    }

    private static LoggingEvent event(Level level) {
        var event = new LoggingEvent();
        event.setLoggerName("engine");
        event.setLevel(level);
        event.setMessage("x");
        event.setMDCPropertyMap(Map.of());
        return event;
    }

    private static final class StuckDisk extends AppenderBase<ILoggingEvent> {

        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch free = new CountDownLatch(1);
        final AtomicInteger written = new AtomicInteger();

        @Override
        protected void append(ILoggingEvent event) {
            reached.countDown();
            try {
                free.await();
            } catch (InterruptedException _) {
                // Stopping interrupts the writer, which still writes the rest.
                Thread.currentThread().interrupt();
            }
            written.incrementAndGet();
        }
    }
}
