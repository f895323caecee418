# APIs from OpenAPI documents.

resource "aws_api_gateway_rest_api" "imported" {
  name              = "imported"
  put_rest_api_mode = local.first ? "overwrite" : "merge"
  fail_on_warnings  = !local.first
  parameters        = local.first ? { basepath = "ignore" } : { basepath = "prepend" }

  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "imported", version = local.first ? "1" : "2" }
    paths = {
      "/pets" = {
        get = {
          responses = { "200" = { description = "ok" } }
          "x-amazon-apigateway-integration" = {
            type                = "mock"
            passthroughBehavior = "when_no_match"
            requestTemplates    = { "application/json" = "{\"statusCode\": 200}" }
            responses           = { default = { statusCode = "200" } }
          }
        }
      }
      (local.first ? "/cats" : "/dogs") = {
        "x-amazon-apigateway-any-method" = {
          responses = {}
          "x-amazon-apigateway-integration" = {
            type       = "http_proxy"
            httpMethod = "ANY"
            uri        = "https://example.com/"
          }
        }
      }
    }
  })

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_rest_api" "put" {
  name = "put"

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    ignore_changes = [policy, description, name]
  }
}

resource "aws_api_gateway_rest_api_put" "put" {
  rest_api_id = aws_api_gateway_rest_api.put.id
  body = jsonencode({
    swagger = "2.0"
    info    = { title = "put", version = "1" }
    paths = {
      "/" = {
        get = {
          responses = { "200" = { description = "ok" } }
          "x-amazon-apigateway-integration" = {
            type             = "mock"
            requestTemplates = { "application/json" = "{\"statusCode\": 200}" }
            responses        = { default = { statusCode = "200" } }
          }
        }
      }
    }
  })
  fail_on_warnings = true
  triggers         = { revision = var.revision }
}

resource "aws_api_gateway_deployment" "imported" {
  rest_api_id = aws_api_gateway_rest_api.imported.id
  triggers    = { body = sha1(aws_api_gateway_rest_api.imported.body) }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "imported" {
  rest_api_id   = aws_api_gateway_rest_api.imported.id
  stage_name    = "v1"
  deployment_id = aws_api_gateway_deployment.imported.id
}
