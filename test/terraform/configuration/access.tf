resource "aws_api_gateway_api_key" "partner" {
  name        = local.first ? "partner" : "partner-2"
  description = local.first ? "A partner" : "Our partner"
  enabled     = local.first
  customer_id = local.first ? "customer-1" : "customer-2"
  tags        = local.first ? { of = "partner" } : { of = "partner", revision = "two" }
}

resource "aws_api_gateway_api_key" "chosen" {
  name  = "chosen"
  value = "abcdefghijklmnopqrstuvwxyz"
}

resource "aws_api_gateway_usage_plan" "gold" {
  name         = local.first ? "gold" : "platinum"
  description  = local.first ? "Gold" : "Platinum"
  product_code = local.first ? "PRODUCT1" : "PRODUCT2"
  tags         = local.first ? { plan = "gold" } : { plan = "platinum" }

  api_stages {
    api_id = aws_api_gateway_rest_api.shop.id
    stage  = aws_api_gateway_stage.live.stage_name

    throttle {
      path        = "/articles/GET"
      burst_limit = local.first ? 5 : 7
      rate_limit  = local.first ? 10 : 12.5
    }
  }

  dynamic "api_stages" {
    for_each = local.first ? [] : [aws_api_gateway_stage.plain.stage_name]
    content {
      api_id = aws_api_gateway_rest_api.shop.id
      stage  = api_stages.value
    }
  }

  quota_settings {
    limit  = local.first ? 1000 : 2000
    offset = local.first ? 2 : 1
    period = "WEEK"
  }

  throttle_settings {
    burst_limit = local.first ? 20 : 30
    rate_limit  = local.first ? 10 : 15.5
  }
}

resource "aws_api_gateway_usage_plan_key" "partner" {
  usage_plan_id = aws_api_gateway_usage_plan.gold.id
  key_id        = aws_api_gateway_api_key.partner.id
  key_type      = "API_KEY"
}

resource "aws_api_gateway_account" "ours" {
  cloudwatch_role_arn = local.first ? aws_iam_role.gateway.arn : aws_iam_role.function.arn
}

resource "aws_api_gateway_vpc_link" "backend" {
  name        = local.first ? "backend" : "backend-2"
  description = local.first ? "The backend" : "Another backend"
  target_arns = ["arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/net/backend/0123456789abcdef"]
  tags        = local.first ? { of = "backend" } : { of = "backend", revision = "two" }
}
