//! Exceptions.

use javawire::graph::ClassBuilder;
use javawire::jdk::{StackTraceElement, Throwable};
use javawire::{Graph, NodeId, Result};

use super::Cases;

fn throwable(graph: &mut Graph, class: &str, throwable: &Throwable) -> Result<NodeId> {
    let class = graph.jdk_class(class)?;
    graph.throwable(class, throwable)
}

fn of(message: &str) -> Throwable {
    Throwable::new().message(message)
}

fn trace(depth: i32) -> impl Iterator<Item = StackTraceElement> {
    (0..depth).map(|i| {
        let (class, method) = (
            format!("com.example.C{}", i % 4),
            format!("method{}", i % 3),
        );
        StackTraceElement::new(class, method, Some("C.java"), i * 10)
    })
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub fn add(to: &mut Cases) {
    for (name, class, error) in [
        ("exception", "java.lang.Exception", of("message")),
        (
            "exception-no-message",
            "java.lang.RuntimeException",
            Throwable::new(),
        ),
        (
            "exception-trace",
            "java.lang.IllegalStateException",
            of("m").stack_trace(trace(3)),
        ),
        (
            "exception-trace-100",
            "java.lang.Error",
            of("m").stack_trace(trace(100)),
        ),
        (
            "exception-cause-null",
            "java.io.IOException",
            of("m").cause(None),
        ),
    ] {
        to.add(name, |graph| {
            let error = throwable(graph, class, &error)?;
            graph.push(error)
        });
    }
    to.add("exception-cause", |graph| {
        let full = of("disk full").stack_trace(trace(2));
        let cause = throwable(graph, "java.io.IOException", &full)?;
        let outer = of("m").stack_trace(trace(2)).cause(Some(cause));
        let outer = throwable(graph, "java.io.UncheckedIOException", &outer)?;
        graph.push(outer)?;
        graph.push(cause)
    });
    to.add("exception-chain", |graph| {
        let mut chain = throwable(graph, "java.lang.Throwable", &of("root"))?;
        for level in 0..20 {
            let next = of(&format!("level {level}")).cause(Some(chain));
            let next = next.stack_trace(trace(level));
            chain = throwable(graph, "java.lang.Exception", &next)?;
        }
        graph.push(chain)
    });
    to.add("exception-cycle", |graph| {
        let first = throwable(graph, "java.lang.Exception", &of("a"))?;
        let second = of("b").cause(Some(first));
        let second = throwable(graph, "java.lang.Exception", &second)?;
        graph.edit(first)?.set("cause", second)?;
        graph.push(first)?;
        graph.push(second)
    });
    to.add("exception-suppressed", |graph| {
        let first = throwable(graph, "java.io.IOException", &of("first"))?;
        let second = of("second").stack_trace(trace(1));
        let second = throwable(graph, "java.io.IOException", &second)?;
        let error = of("m")
            .stack_trace(trace(1))
            .suppressed(first)
            .suppressed(second);
        let error = throwable(graph, "java.lang.Exception", &error)?;
        graph.push(error)
    });
    to.add("exceptions-two", |graph| {
        for (class, message) in [("Exception", "a"), ("RuntimeException", "b")] {
            let error = throwable(graph, &format!("java.lang.{class}"), &of(message))?;
            graph.push(error)?;
        }
        Ok(())
    });
    to.add("exception-bare", |graph| {
        let superclass = graph.jdk_class("java.lang.RuntimeException")?;
        let class = ClassBuilder::serializable("drivers.ConstructThrowables$Bare", 51);
        let class = graph.define(class.superclass(superclass))?;
        let message = graph.intern("bare")?;
        for error in [
            Throwable::new().without_suppression().without_stack_trace(),
            Throwable::new().without_stack_trace(),
            Throwable::new().without_suppression(),
        ] {
            let error = graph.throwable(class, &error.cause(None))?;
            graph.edit(error)?.set("detailMessage", message)?;
            graph.push(error)?;
        }
        Ok(())
    });
    to.add("exception-fields", |graph| {
        let superclass = graph.jdk_class("java.lang.Exception")?;
        let class = graph.define(
            ClassBuilder::serializable("drivers.ConstructThrowables$Coded", 50)
                .superclass(superclass)
                .field("code", "int")
                .field("name", "java.lang.String"),
        )?;
        let error = graph.throwable(class, &Throwable::new().cause(None))?;
        let name = graph.new_string("coded")?;
        graph
            .edit(error)?
            .set("detailMessage", name)?
            .set("name", name)?
            .set("code", 7)?;
        graph.push(error)
    });
    to.add("exception-transferred", |graph| {
        let error = throwable(graph, "java.io.InterruptedIOException", &of("m"))?;
        graph.edit(error)?.set("bytesTransferred", 99)?;
        graph.push(error)
    });
    to.add("stack-trace-elements", |graph| {
        // One of these is in the trace of an exception; here they stand alone.
        let unknown = StackTraceElement::new("a.B", "run", None, -1);
        let native = StackTraceElement::new("a.B", "run", Some("B.java"), -2);
        for element in [unknown, native] {
            let element = graph.stack_trace_element(&element)?;
            graph.push(element)?;
        }
        Ok(())
    });
}
