//! Evaluates Sigma rules with rsigma, a line of JSON at a time. `{"events": [...]}` sets the log, in order of time;
//! `{"rules": "<YAML>"}` is answered by `{"errors": [...], "hits": [{"title": ..., "events": [eventID, ...]}]}`.

use rsigma_eval::event::JsonEvent;
use rsigma_eval::{
    CorrelationConfig, CorrelationEngine, CorrelationEventMode, ResultBody, TimestampFallback,
};
use rsigma_parser::{CorrelationRule, SigmaCollection};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{BufRead, Write, stdin, stdout};

fn main() {
    let mut log = Vec::new();
    for line in stdin().lock().lines() {
        let mut request: Value = serde_json::from_str(&line.expect("text")).expect("JSON");
        let answer = if let Value::Array(events) = request["events"].take() {
            log = events;
            json!({})
        } else {
            match run(request["rules"].as_str().expect("rules"), &log) {
                Ok(hits) => json!({ "errors": [], "hits": hits }),
                Err(errors) => json!({ "errors": errors, "hits": [] }),
            }
        };
        writeln!(stdout(), "{answer}").expect("output");
    }
}

/// Titles of the documents that correlations refer to: they report only where a correlation says so. rsigma's own
/// `emit_detections` knows them by ID alone.
fn parts_of_correlations(collection: &SigmaCollection) -> HashSet<String> {
    let (told, hidden): (Vec<_>, Vec<_>) = collection.correlations.iter().partition(|correlation| correlation.generate);
    let named = |correlations: Vec<&CorrelationRule>| -> HashSet<String> {
        correlations.iter().flat_map(|correlation| correlation.rules.clone()).collect()
    };
    let (told, hidden) = (named(told), named(hidden));
    let rules = collection.rules.iter().map(|rule| (&rule.title, &rule.id, &rule.name));
    let correlations = collection.correlations.iter().map(|rule| (&rule.title, &rule.id, &rule.name));
    rules
        .chain(correlations)
        .filter(|(_, id, name)| {
            let is_in = |names: &HashSet<String>| [id.as_ref(), name.as_ref()].into_iter().flatten().any(|each| names.contains(each));
            is_in(&hidden) && !is_in(&told)
        })
        .map(|(title, _, _)| title.clone())
        .collect()
}

fn run(rules: &str, events: &[Value]) -> Result<Vec<Value>, Vec<String>> {
    let collection = rsigma_parser::parse_sigma_yaml(rules).map_err(|error| vec![error.to_string()])?;
    if !collection.errors.is_empty() {
        return Err(collection.errors);
    }
    let mut engine = CorrelationEngine::new(CorrelationConfig {
        timestamp_fields: vec!["eventTime".into()],
        // By the specification there is no order without a time.
        timestamp_fallback: TimestampFallback::Skip,
        correlation_event_mode: CorrelationEventMode::Full,
        max_correlation_events: 100_000,
        ..CorrelationConfig::default()
    });
    engine.add_collection(&collection).map_err(|error| vec![error.to_string()])?;

    let silent = parts_of_correlations(&collection);
    let mut hits = Vec::new();
    for event in events {
        for result in engine.process_event(&JsonEvent::borrow(event)) {
            if silent.contains(&result.header.rule_title) {
                continue;
            }
            let involved: Vec<Value> = match &result.body {
                ResultBody::Detection(_) => vec![event["eventID"].clone()],
                ResultBody::Correlation(body) => {
                    let events = body.events.as_ref().ok_or(vec!["a correlation without events".to_string()])?;
                    events.iter().map(|event| event["eventID"].clone()).collect()
                }
            };
            hits.push(json!({ "title": result.header.rule_title, "events": involved }));
        }
    }
    Ok(hits)
}
