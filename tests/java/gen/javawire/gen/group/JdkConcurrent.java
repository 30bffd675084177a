package javawire.gen.group;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import javawire.gen.Catalog;

/** java.util.concurrent: collections, queues and locks. */
public final class JdkConcurrent {
    private JdkConcurrent() {}

    public static void add(Catalog c) {
        c.object("jdk-concurrent-hash-map", "ten strings; fields that exist in the stream alone", () ->
                JdkCollections.filledMap(new ConcurrentHashMap<>()));
        c.object("jdk-concurrent-key-set", "newKeySet with one element", () -> {
            var set = ConcurrentHashMap.newKeySet();
            set.add("one");
            return set;
        });
        c.object("jdk-concurrent-linked-queue", "three elements", () ->
                new ConcurrentLinkedQueue<>(List.of(1, "b", 3L)));
        c.object("jdk-concurrent-linked-deque", "three elements", () ->
                new ConcurrentLinkedDeque<>(List.of(1, "b", 3L)));
        c.object("jdk-copy-on-write-list", "three elements, one null", () ->
                new CopyOnWriteArrayList<>(Arrays.asList("a", null, "c")));
        c.object("jdk-copy-on-write-set", "three elements", () ->
                new CopyOnWriteArraySet<>(List.of("a", "b", "c")));
        c.object("jdk-concurrent-skip-list-map", "ten strings", () ->
                JdkCollections.filledMap(new ConcurrentSkipListMap<>()));
        c.object("jdk-concurrent-skip-list-set", "in reverse order", () -> {
            var set = new ConcurrentSkipListSet<Integer>(Comparator.reverseOrder());
            Collections.addAll(set, 3, 1, 2);
            return set;
        });
        c.object("jdk-linked-blocking-queue", "three elements", () ->
                new LinkedBlockingQueue<>(List.of(1, 2, 3)));
        c.object("jdk-linked-blocking-deque", "three elements", () ->
                new LinkedBlockingDeque<>(List.of(1, 2, 3)));
        c.object("jdk-priority-blocking-queue", "three elements", () ->
                new PriorityBlockingQueue<>(List.of(3, 1, 2)));
        c.object("jdk-reentrant-lock", "fair and not", () -> new Object[] {
            new ReentrantLock(), new ReentrantLock(true)
        });
        c.object("jdk-semaphore", "three permits", () -> new Semaphore(3));
        c.object("jdk-time-unit", "a constant of an enumeration", () -> TimeUnit.DAYS);
        for (int version : new int[] {17, 25}) {
            int last = version == 17 ? 21 : 25;
            c.object("jdk-array-blocking-queue-java" + version, "three of five", () -> {
                var queue = new ArrayBlockingQueue<Object>(5);
                Collections.addAll(queue, 1, 2, 3);
                return queue;
            }).versions(version, last, "Java 25 holds its lock while writing and adds an end mark");
            c.object("jdk-read-write-lock-java" + version, "one", ReentrantReadWriteLock::new)
                    .versions(version, last, "Java 25 counts the holds in a long, not in an int");
        }
    }
}
